"""The application's addresses and a page whose form keeps drafts, which no real page of this room has."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path

from stepwell.platform.accounts.presence import passive
from stepwell.platform.tenancy.permissions import members
from stepwell.platform.ui.forms import DateField, Form

PAGE = """{% extends "layouts/staff.html" %}{% block title %}Note{% endblock %}{% block heading %}Note{% endblock %}
{% block content %}{% form_page form submit="Save the note" %}{% endblock %}"""


class Note(Form):
    """Every kind of field that restoring has to get right."""

    text = forms.CharField(widget=forms.Textarea)
    on = DateField(required=False)
    mood = forms.ChoiceField(choices=[("calm", "Calm"), ("low", "Low")], required=False)
    present = forms.MultipleChoiceField(
        choices=[("a", "Ana"), ("b", "Bo")], widget=forms.CheckboxSelectMultiple, required=False
    )
    urgent = forms.BooleanField(required=False)


@members
def note(request: HttpRequest, client: int) -> HttpResponse:
    """A form that keeps drafts."""
    del client
    form = Note(request.POST or None)
    if form.is_valid():
        return redirect("/account/")
    content = engines["django"].from_string(PAGE).render({"form": form}, request)
    return HttpResponse(content, status=422 if form.is_bound else 200)


@passive
@members
def poll(request: HttpRequest) -> HttpResponse:
    """Something that a browser asks by itself."""
    return HttpResponse("nothing new")


urlpatterns = [
    path("notes/<int:client>/", note, name="note"),
    path("poll/", poll, name="poll"),
    path("", include("stepwell.config.urls")),
]
