"""Forms of the settings: the shape of what is typed. Whether it is right, the actions decide."""
