"""Reviews of whether care goes on as it is, changes of level, discharge, and calls afterwards."""
