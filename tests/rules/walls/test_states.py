"""A migration's models after operations that leave the others as they are rendered."""

from django.db import models
from django.db.migrations import operations
from django.db.migrations.state import ModelState, ProjectState


def state_with_client() -> ProjectState:
    state = ProjectState()
    state.add_model(ModelState("clients", "Person", [("id", models.UUIDField(primary_key=True, serialize=False))]))
    assert state.apps.get_model("clients", "person")  # rendered, as in the middle of a migration
    return state


def add_visit(state: ProjectState) -> None:
    operations.CreateModel(
        "Visit",
        [("id", models.UUIDField(primary_key=True)), ("person", models.ForeignKey("clients.Person", models.PROTECT))],
    ).state_forwards("clients", state)


def test_that_a_new_model_is_seen_from_the_one_it_refers_to() -> None:
    state = state_with_client()
    add_visit(state)
    person = state.apps.get_model("clients", "person")
    assert [relation.name for relation in person._meta.related_objects] == ["visit"]
    assert state.apps.get_model("clients", "visit")._meta.get_field("person").related_model is person
    assert list(state.relations["clients", "person"]) == [("clients", "visit")]


def test_that_a_later_change_of_a_key_reaches_the_new_model() -> None:
    state = state_with_client()
    add_visit(state)
    operations.AlterField("Person", "id", models.BigIntegerField(primary_key=True)).state_forwards("clients", state)
    column = state.apps.get_model("clients", "visit")._meta.get_field("person").target_field
    assert isinstance(column, models.BigIntegerField)


def test_that_a_renamed_model_has_its_new_name_whether_one_refers_to_it_or_not() -> None:
    state = state_with_client()
    add_visit(state)
    operations.RenameModel("Person", "Somebody").state_forwards("clients", state)
    operations.RenameModel("Visit", "Meeting").state_forwards("clients", state)
    related = state.apps.get_model("clients", "meeting")._meta.get_field("person").related_model
    assert related is state.apps.get_model("clients", "somebody")


def test_that_a_new_column_is_rendered_and_leaves_others_alone() -> None:
    state = state_with_client()
    add_visit(state)
    visit = state.apps.get_model("clients", "visit")
    operations.AddField("Person", "age", models.IntegerField(null=True)).state_forwards("clients", state)
    assert state.apps.get_model("clients", "person")._meta.get_field("age").null
    assert state.apps.get_model("clients", "visit") is visit


def test_that_a_constraint_comes_and_goes_in_the_noted_options() -> None:
    state = state_with_client()
    rendered = state.apps.get_model("clients", "person")
    check = models.CheckConstraint(condition=~models.Q(id=None), name="person_known")
    operations.AddConstraint("Person", check).state_forwards("clients", state)
    assert state.models["clients", "person"].options["constraints"] == [check]
    operations.RemoveConstraint("Person", "person_known").state_forwards("clients", state)
    assert state.models["clients", "person"].options["constraints"] == []
    assert state.apps.get_model("clients", "person") is rendered
