"""``completion``: shell scripts that complete commands, options and the ids that options take.

The script calls the program on the line, with the line in its environment, and gets back the
candidates at the cursor: see :func:`answer`.
"""

from __future__ import annotations

import sys
from contextlib import redirect_stderr, suppress
from io import StringIO

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from .examples import SCRIPT
from .output import message, result

VARIABLE = "_BRIEFINGS_COMPLETE"
NAMES = ("briefings", SCRIPT)
"""The names of the program on a line; shells look at the last part of a path."""

# Click's own scripts call the program by a fixed name; these call the program on the line, so that
# ./make_brief.py and ~/work/make_brief.py are completed too.
_BASH = """\
_briefings_completion() {
    local IFS=$'\\n'
    local response completion type value
    response=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" \\
        %(complete_var)s=bash_complete "${1/#~/$HOME}" 2>/dev/null)
    COMPREPLY=()
    for completion in $response; do
        IFS=',' read -r type value <<< "$completion"
        if [[ $type == dir ]]; then
            compopt -o dirnames
        elif [[ $type == file ]]; then
            compopt -o default
        elif [[ $type == plain ]]; then
            COMPREPLY+=("$value")
        fi
    done
}
complete -F _briefings_completion %(prog_name)s
"""
_ZSH = """\
#compdef %(prog_name)s
_briefings_completion() {
    local -a completions response
    local program=${~words[1]} type key descr
    response=("${(@f)$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT-1)) \\
        %(complete_var)s=zsh_complete $program 2>/dev/null)}")
    for type key descr in ${response}; do
        if [[ $type == plain ]]; then
            completions+=("$key")
        elif [[ $type == dir ]]; then
            _path_files -/
        elif [[ $type == file ]]; then
            _path_files -f
        fi
    done
    if (( $#completions )); then
        compadd -U -V unsorted -a completions
    fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _briefings_completion "$@"
else
    compdef _briefings_completion %(prog_name)s
fi
"""
_FISH = """\
function _briefings_completion
    set -l program (string replace -r '^~' $HOME -- (commandline -opc)[1])
    set -l response (env %(complete_var)s=fish_complete \\
        COMP_WORDS=(commandline -cp | string collect) \\
        COMP_CWORD=(commandline -t | string collect) $program 2>/dev/null)
    for completion in $response
        set -l parts (string split -m 1 "," $completion)
        if test $parts[1] = dir
            __fish_complete_directories $parts[2]
        else if test $parts[1] = file
            __fish_complete_path $parts[2]
        else if test $parts[1] = plain
            echo $parts[2]
        end
    end
end
for name in %(prog_name)s
    complete --no-files --command $name --arguments "(_briefings_completion)"
end
"""


class _Bash(BashComplete):
    source_template = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor, and the one at it; bash makes “=” a separate word."""
        words, incomplete = super().get_completion_args()
        return [word for word in words if word != "="], incomplete


class _Zsh(ZshComplete):
    source_template = _ZSH


class _Fish(FishComplete):
    source_template = _FISH


_SHELLS: dict[str, type[ShellComplete]] = {"bash": _Bash, "zsh": _Zsh, "fish": _Fish}
_STARTUP = {
    "bash": 'eval "$({command})"   # in ~/.bashrc',
    "zsh": 'eval "$({command})"   # in ~/.zshrc, after compinit',
    "fish": "{command} | source   # in ~/.config/fish/config.fish",
}


@click.command()
@click.argument("shell", type=click.Choice(list(_SHELLS)))
@click.pass_context
def completion(context: click.Context, /, *, shell: str) -> None:
    """Print the script that makes a shell complete commands, options and ids.

    The shell's start file evaluates it. It completes “briefings” and “make_brief.py”, the latter
    when started by its path (./make_brief.py): after “python3” shells complete files alone.
    """
    made = _SHELLS[shell](context.find_root().command, {}, " ".join(NAMES), VARIABLE)
    # Not made.source(), which starts bash to check its version.
    result((made.source_template % made.source_vars()).rstrip("\n"), lines=True)
    if sys.stdout.isatty():
        line = _STARTUP[shell].format(command=f"briefings completion {shell}")
        message(f"to switch it on: {line}")


def answer(cli: click.Command, instruction: str) -> int:
    """Print the candidates for the line that a shell has put into the environment; returns 0.

    ``instruction`` is ``bash_complete`` or that of another shell. Errors give no candidates, as a
    message would appear in the line that the user is typing.
    """
    shell = _SHELLS.get(instruction.removesuffix("_complete"))
    if shell is None:
        return 0
    found = ""
    with suppress(Exception, SystemExit), redirect_stderr(StringIO()):
        found = shell(cli, {}, NAMES[0], VARIABLE).complete()
    if found:
        result(found, lines=True)
    return 0
