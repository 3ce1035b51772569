"""Pictures that come from outside: uploads and drawn signatures. Nothing keeps one as it came."""
