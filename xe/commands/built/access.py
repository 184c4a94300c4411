"""Commands about who may do what: subjects and their roles, sessions, passwords, secrets."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import command, simple
from xe.commands.failures import CommandFailure

simple("secret-destroy", "secret.destroy", "Delete a secret.")


@command("secret-create", "value")
async def secret_create(cli: Cli) -> None:
    """Keep a word under a uuid that may be shown to others."""
    made = await cli.call("secret.create", {"value": cli.params["value"], "other_config": {}})
    await cli.print_uuid("secret", made)


@command("subject-add", "subject-name")
async def subject_add(cli: Cli) -> None:
    """Let a user or group of the directory log in; what they may do is given by roles."""
    identifier = await cli.call("auth.get_subject_identifier", cli.params["subject-name"])
    known = {"subject-name": cli.params["subject-name"]}
    made = await cli.call("subject.create", {"subject_identifier": identifier, "other_config": known})
    await cli.print_uuid("subject", made)


@command("subject-remove", "subject-uuid")
async def subject_remove(cli: Cli) -> None:
    """Let a user or group of the directory log in no more."""
    await cli.call("subject.destroy", await cli.find("subject", "subject-uuid"))


@command("subject-role-add", "uuid", "role-name role-uuid")
async def subject_role_add(cli: Cli) -> None:
    """Give a subject a role."""
    await cli.call("subject.add_to_roles", await cli.find("subject"), await _role(cli))


@command("subject-role-remove", "uuid", "role-name role-uuid")
async def subject_role_remove(cli: Cli) -> None:
    """Take a role from a subject."""
    await cli.call("subject.remove_from_roles", await cli.find("subject"), await _role(cli))


async def _role(cli: Cli) -> str:
    if "role-uuid" in cli.params:
        return await cli.find("role", "role-uuid")
    if "role-name" not in cli.params:
        raise CommandFailure("Name the role, by role-name or role-uuid")
    found: list[str] = await cli.call("role.get_by_name_label", cli.params["role-name"])
    if not found:
        raise CommandFailure(f"There is no role {cli.params['role-name']}; role-list shows them")
    return found[0]


@command("session-subject-identifier-list")
async def session_subject_identifier_list(cli: Cli) -> None:
    """List who is logged in, local administrators left out."""
    found = await cli.call("session.get_all_subject_identifiers")
    await cli.printer.table([("subject-identifier ( RO)", identifier)] for identifier in found)


@command("session-subject-identifier-logout", "subject-identifier")
async def session_subject_identifier_logout(cli: Cli) -> None:
    """End all sessions of a user."""
    await cli.call("session.logout_subject_identifier", cli.params["subject-identifier"])


@command("session-subject-identifier-logout-all")
async def session_subject_identifier_logout_all(cli: Cli) -> None:
    """End the sessions of everybody, local administrators left out."""
    for identifier in await cli.call("session.get_all_subject_identifiers"):
        await cli.call("session.logout_subject_identifier", identifier)


@command("user-password-change", "new", "old")
async def user_password_change(cli: Cli) -> None:
    """Change your own password."""
    await cli.call("session.change_password", cli.params.get("old"), cli.params["new"])
