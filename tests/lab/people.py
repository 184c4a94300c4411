"""A daemon for one file of tests about users from outside, and what such tests do all the time."""

from __future__ import annotations

import shutil
import xmlrpc.client
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import XenAPI

from tests.lab.daemon import Lab, TestDaemon, make_daemon
from tests.lab.guest import GuestImage


@pytest.fixture(scope="module")
def daemon(guest_image: GuestImage) -> Iterator[TestDaemon]:
    made = make_daemon(guest_image, external_failure_delay="0.3", revalidation_interval="0.2",
                       revalidation_after="0.4", revalidation_spread="0")  # fmt: skip
    try:
        made.start()
        yield made
    finally:
        made.remove()
        shutil.rmtree(made.directory, ignore_errors=True)


@pytest.fixture
def lab(daemon: TestDaemon, guest_image: GuestImage) -> Iterator[Lab]:
    """A superuser on the daemon, and nobody else left at the end."""
    made = Lab(daemon, guest_image)
    yield made
    made.api.pool.disable_external_auth(pool_of(made), {})
    for subject in made.api.subject.get_all():
        made.api.subject.destroy(subject)


def pool_of(lab: Lab) -> str:
    return str(lab.api.pool.get_all()[0])


def host_of(lab: Lab) -> str:
    return str(lab.api.host.get_all()[0])


def log_in(lab: Lab, name: str, password: str = "") -> Any:
    session = XenAPI.Session(lab.daemon.url)
    session.login_with_password(name, password or f"{name} password", "1.0", "tests")
    return session


def fails(call: Callable[..., Any], *args: Any) -> list[str]:
    with pytest.raises(XenAPI.Failure) as caught:
        call(*args)
    return list(caught.value.details)


def is_out(lab: Lab, session: Any) -> bool:
    """Whether the session has ended. The client would log in again by itself, so it is not asked."""
    answer = xmlrpc.client.ServerProxy(lab.daemon.url).VM.get_all(session._session)
    return bool(answer.get("ErrorDescription") == ["SESSION_INVALID", session._session])


def let_in(lab: Lab, name: str, role: str) -> str:
    """As `xe subject-add` and `subject-role-add` do it."""
    identifier = lab.api.auth.get_subject_identifier(name)
    told = lab.api.auth.get_subject_information_from_identifier(identifier)
    subject = lab.api.subject.create({"subject_identifier": identifier, "other_config": told})
    for present in lab.api.subject.get_roles(subject):
        lab.api.subject.remove_from_roles(subject, present)
    lab.api.subject.add_to_roles(subject, lab.api.role.get_by_name_label(role)[0])
    return str(subject)
