"""Scenarios: what the models would say of other states of the world. Associations, not causes.

`lines` reads what is to be otherwise, `change` makes it so in what the models see, `compare` asks them before and
after.
What no dataset carries (a power's opposition) is no part of the models: it is an assumption, shown apart.
"""
