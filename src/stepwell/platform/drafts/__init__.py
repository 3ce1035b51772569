"""Drafts: what somebody typed and had not sent yet. Sealed, seen by nobody but who typed it, gone after a week.

A view calls `forms.restore(request, form)` before it draws a form and `forms.done(request)` once the form was accepted;
the page writes `{{ form.draft }}` inside its <form>, unless `{% form_page %}` draws it.
"""
