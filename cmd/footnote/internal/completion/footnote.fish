# Completion of footnote in fish: footnote completion fish | source
function __footnote_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l program $words[1]
    type -q -- $program; or set program footnote
    set -l answer (command $program __complete fish $words[2..-1] "$word" 2>/dev/null)
    test (count $answer) -gt 1; and string join \n -- $answer[2..-1]
    set -l before ''
    if string match -q -- '--*=*' $word
        set before (string replace -r '=.*' '=' -- $word)
        set word (string replace -r '^[^=]*=' '' -- $word)
    end
    # The word may have a quote that is still open.
    for quote in '' "'" '"'
        if set -l unquoted (string unescape -- $word$quote)
            set word $unquoted
            break
        end
    end
    switch "$answer[1]"
        case 'files*'
            string replace -r '^' -- "$before" (__fish_complete_path "$word")
        case 'folders*'
            string replace -r '^' -- "$before" (__fish_complete_directories "$word")
    end
end
complete -c footnote -f -a '(__footnote_complete)'
