"""One-time links: somebody without an account opens one thing, once, for a while, by a secret they were given.

Other rooms register what they open (`purposes.register`), make links (`actions.make_link`), guard their pages with
`visitors.visitors` and end the link with `actions.use`. Who may see what behind a link is decided by the walls, from
the secret itself: the audiences `visitor`, `linked` and `guest`.
"""
