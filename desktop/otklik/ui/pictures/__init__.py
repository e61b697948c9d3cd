"""Pictures of every window, so that none is changed unseen: `python -m otklik.ui.pictures DIR` after `otklik demo DIR`.

Made without a display too. A scene is a generator over a `Stage` that yields a name and the widget to take; the scenes
of a room with many stand in the room itself.
"""
