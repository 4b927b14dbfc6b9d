"""What we hold about a person: taken with them, erased, forgotten in time.

`declared/` says it once for every record, a file for each app. To add a record of yours, add to the list of your app:

    Holds(Need, "person", "What you need", {"kind": "What it is about.", "words": "In your words."}, erase=DELETE),

That is all, unless other fields of it point to a person (`did=`: field -> "You wrote it down."), or hold words that
are not the person's own (`rest=`: they stay, and only a name in them is covered). Words that go although the row
stays: `emptied=`. What only others may read: `held_back=`. History tables follow their record.
`tests/principles/my_data/test_declared.py` fails for every field that points to a person, or holds text beside one,
and is not declared.
"""
