# Completion of footnote in bash: source <(footnote completion bash)
_footnote() {
  local program=${1/#\~\//"$HOME"/} paths= candidate
  program=$(type -P -- "$program") || program=footnote
  COMPREPLY=()
  while IFS= read -r candidate; do
    if [[ -z $paths ]]; then paths=$candidate; else COMPREPLY+=("$candidate"); fi
  done < <("$program" __complete bash "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
  # Files are the default, which bash quotes itself. Bash 3 cannot change that.
  case $paths in
    files*) ;;
    folders*) compopt +o default -o dirnames 2>/dev/null ;;
    *) compopt +o default 2>/dev/null ;;
  esac
  if [[ $paths == *' open' ]]; then compopt -o nospace 2>/dev/null; fi
}
complete -o default -F _footnote footnote
