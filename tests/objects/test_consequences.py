"""Fields after whose change allowed_operations is not worked out anew: no rule may read them."""

import ast
import inspect

import pytest

from xapid.objects import catalog, operations

catalog.load()


@pytest.mark.parametrize("table", operations.tables.values(), ids=list(operations.tables))
def test_no_rule_reads_them(table: operations.OperationTable) -> None:
    module = inspect.getmodule(table.rule)
    assert module is not None
    tree = ast.parse(inspect.getsource(module))
    read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not read & operations._OF_NO_CONSEQUENCE
