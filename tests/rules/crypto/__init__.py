"""Keys, cipher and blind index, without a database."""
