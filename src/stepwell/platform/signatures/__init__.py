"""Electronic signatures: typed or drawn, with the digest of exactly what was signed, who signed, and when.

Rooms put `forms.SignatureField` on a page, call `actions.sign` with the bytes that were shown, and `rules.verification`
proves later that neither they nor the signature's own record were changed.
"""
