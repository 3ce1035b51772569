"""What an authorization must hold, and how it burns down. Pure."""
