def sentence(code: str) -> str:
    return code
