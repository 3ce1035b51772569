"""What pages of notes ask for. The actions decide."""
