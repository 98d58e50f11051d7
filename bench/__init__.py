"""How fast and how right the reading is: every published number comes from here."""
