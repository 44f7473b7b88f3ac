"""How names of bodies, posts, persons, places, events and works are built, and how they are spoken of."""
