"""Drafts: what somebody typed and had not sent yet. Sealed, seen by nobody but who typed it, gone after a week.

Every form that `{% form_page %}` draws on a page for members keeps one. A page that draws its form by hand calls
`forms.restore(request, form)` before, and writes `{{ form.draft }}` inside its <form>. A draft is forgotten when its
form was sent and answered by leading on (middleware).
"""
