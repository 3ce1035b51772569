"""Where answers come from: a folder."""
