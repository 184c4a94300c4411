"""A value that one wire format writes unlike others of its type."""


class I4(int):
    """An int that XML-RPC writes as a real integer, ``<i4>``; plain ints are bare text there."""
