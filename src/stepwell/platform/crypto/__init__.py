"""Encryption of single columns: the key file, the cipher, the model fields, blind indexes, and the rotation of keys.

Any capability may use `fields` in its models and `blind_index` in its queries. Only the command line touches `keyring`
and `rotation`. What this protects: a stolen database or backup without the key files. What it does not: a process that
holds the keys, the length of a value, or the exchange of two values between rows of the same column.
"""
