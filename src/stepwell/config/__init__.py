"""How an installation is put together: environment, settings, addresses, entry point of the web server."""
