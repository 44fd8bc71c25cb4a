"""How bash, zsh and fish ask for completions, and how they are answered.

click's own scripts for bash and fish split answers at spaces and commas; names of leads have both.
"""

import os
from typing import Any

from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

_BASH = """\
%(complete_func)s() {
    local answer
    COMPREPLY=()
    while IFS= read -r answer; do
        case $answer in
            plain,*) COMPREPLY+=("${answer#*,}") ;;
            dir,*) compopt -o dirnames ;;
            file,*) compopt -o default ;;
        esac
    done < <(IFS=$'\\n'; env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" \\
        %(complete_var)s=bash_complete "$1")
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_FISH = """\
function %(complete_func)s
    for answer in (env %(complete_var)s=fish_complete COMP_WORDS=(commandline -cp) \\
            COMP_CWORD=(commandline -t) %(prog_name)s)
        set -l part (string split --max 1 , -- $answer)
        switch $part[1]
            case dir
                __fish_complete_directories $part[2]
            case file
                __fish_complete_path $part[2]
            case plain
                echo $part[2]
        end
    end
end
complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class Bash(BashComplete):
    """Completion in bash, which inserts an answer as it is: it must come quoted."""

    source_template = _BASH

    @staticmethod
    def _check_version() -> None:
        """Do nothing: asking bash takes longer than printing the script."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the cursor's, and that word.

        bash takes `--owner=lin` for three words.
        """
        words, incomplete = super().get_completion_args()
        if incomplete == "=":
            return words, ""
        return words[:-1] if words and words[-1] == "=" else words, incomplete

    def format_completion(self, item: Any) -> str:
        """Return an answer, quoted as the word was begun."""
        item.value = _quoted(item.value, _open_quote(os.environ["COMP_WORDS"]))
        return str(super().format_completion(item))


class Fish(FishComplete):
    """Completion in fish, which quotes by itself."""

    source_template = _FISH


def shell_class(shell: str) -> type[ShellComplete]:
    """Return the class that talks with this shell."""
    return {"bash": Bash, "zsh": ZshComplete, "fish": Fish}[shell]


def _quoted(word: str, quote: str) -> str:
    if quote == "'":
        return word.replace("'", "'\\''")
    special = '"\\$`' if quote else " \t\"'\\$`&|;<>()*?[]{}!#~=:"
    return "".join(f"\\{character}" if character in special else character for character in word)


def _open_quote(line: str) -> str:
    """Return the quotation mark that a line leaves open, if any."""
    quote, escaped = "", False
    for character in line:
        if escaped:
            escaped = False
        elif character == "\\" and quote != "'":
            escaped = True
        elif character == quote:
            quote = ""
        elif not quote and character in "'\"":
            quote = character
    return quote
