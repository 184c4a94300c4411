# Completion of xe for bash. Either read it in ~/.bashrc:
#     eval "$(xe completion bash)"
# or keep it where bash-completion looks:
#     xe completion bash >~/.local/share/bash-completion/completions/xe
_xe() {
    local answer
    mapfile -t answer < <(
        "$1" --complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" "$COMP_TYPE" 2>/dev/null </dev/null
    )
    [ "${answer[0]}" = blank ] || compopt -o nospace
    compopt -o nosort 2>/dev/null
    COMPREPLY=("${answer[@]:1}")
}
complete -F _xe xe
