"""Pages of inquiries: the inbox, one inquiry, the form of a call, and what changes one."""
