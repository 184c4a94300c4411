from xe.commands.declare import Command

PLANNED: list[Command] = []
