from stepwell.attendance.rules.sheets import short_names


def test_a_sheet_shows_first_names_and_one_letter() -> None:
    assert short_names([("Ana", "López", "20418"), ("Bo", "O'Neill", "20419"), ("Cher", "", "1")]) == [
        "Ana L.",
        "Bo O.",
        "Cher",
    ]


def test_as_many_letters_as_tell_people_apart_and_no_more() -> None:
    people = [("Ana", "López", "20418"), ("Ana", "Lindt", "20419"), ("Bo", "Lee", "20420")]

    assert short_names(people) == ["Ana Ló.", "Ana Li.", "Bo L."]


def test_two_of_the_same_name_are_told_apart_by_their_numbers() -> None:
    assert short_names([("Ana", "López", "20418"), ("Ana", "López", "20431")]) == ["Ana Lóp. (18)", "Ana Lóp. (31)"]
