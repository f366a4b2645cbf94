#compdef footnote
# Completion of footnote in zsh: source <(footnote completion zsh), or this as a file
# _footnote in a folder of $fpath.
_footnote() {
  local program=${(Q)words[1]} line head
  local -a answer whole shown open_whole open_shown
  program=${program/#\~\//$HOME/}
  if (( ! ${+commands[$program]} )) && [[ $program != */* || ! -x $program || -d $program ]]; then program=footnote; fi
  answer=("${(@f)$("$program" __complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
  head=$answer[1]
  for line in "${(@)answer[2,-1]}"; do
    [[ -n $line ]] || continue
    local value=${line%%$'\t'*} about=${line#*$'\t'}
    if [[ -n $about ]]; then about="$value  -- $about"; else about=$value; fi
    if [[ $value == (guild|person): || $value == --*=(guild|person): ]]; then
      open_whole+=("$value"); open_shown+=("$about")
    else
      whole+=("$value"); shown+=("$about")
    fi
  done
  local found=1
  local -a all
  [[ $head == *' other'* ]] && all=(-U)
  (( $#whole )) && compadd $all -l -d shown -a whole && found=0
  (( $#open_whole )) && compadd $all -S '' -l -d open_shown -a open_whole && found=0
  if [[ $head == (files|folders)* ]]; then
    compset -P '--*='
    if [[ $head == folders* ]]; then _files -/ && found=0; else _files && found=0; fi
  fi
  return found
}
if [[ $funcstack[1] == _footnote ]]; then
  _footnote "$@"
else
  if (( ! ${+functions[compdef]} )); then
    autoload -Uz compinit && compinit -i -D
  fi
  compdef _footnote footnote
fi
