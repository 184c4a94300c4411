# Completion of xe for fish. Either read it in ~/.config/fish/config.fish:
#     xe completion fish | source
# or keep it where fish looks:
#     xe completion fish >~/.config/fish/completions/xe.fish
function __xe_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    command $program --complete fish $words (commandline -ct) 2>/dev/null </dev/null
end
complete -c xe -f -k -a '(__xe_complete)'
