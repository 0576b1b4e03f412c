using System.CommandLine;

namespace Infra.Cli.Commands.Completion;

/// <summary><c>gen-completion</c>: prints a completion script for a shell.</summary>
internal sealed class GenerateCompletionCommand : CliCommand
{
    public GenerateCompletionCommand(CommandContext context)
        : base(context, "gen-completion", "Print a completion script for a shell")
    {
        var shell = new Argument<string>("shell")
        {
            Description = "bash, zsh or fish",
            HelpName = "shell",
        };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        Arguments.Add(shell);
        SetAction(parsed =>
        {
            var script = parsed.GetRequiredValue(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                _ => Fish,
            };
            var program = Path.GetFileName(context.ProgramName);
            context.Terminal.RawOut.Write(
                script
                    .Replace("PROGRAM", program, StringComparison.Ordinal)
                    .Replace("WORD", CompletionCommand.Word, StringComparison.Ordinal)
            );
        });
    }

    // Bash splits words at colons and equals signs, so the part before the last one is removed from the answers.
    private const string Bash = """
        # bash completion of PROGRAM; use it with: source <(PROGRAM gen-completion bash)
        _PROGRAM_complete() {
          local line=${COMP_LINE:0:COMP_POINT} IFS=$'\n' word prefix
          word=${line##* }
          prefix=
          [[ $word != *[:=]* ]] || prefix=${word%"${word##*[:=]}"}
          COMPREPLY=()
          for word in $("$1" WORD "$line" 2>/dev/null); do
            COMPREPLY+=("${word#"$prefix"}")
          done
          [[ ${#COMPREPLY[@]} != 0 ]] || compopt -o default 2>/dev/null
        }
        complete -F _PROGRAM_complete PROGRAM

        """;

    private const string Zsh = """
        #compdef PROGRAM
        # zsh completion of PROGRAM; use it with: source <(PROGRAM gen-completion zsh)
        _PROGRAM() {
          local -a found
          found=("${(@f)$("${words[1]}" WORD "${(j: :)words[1,CURRENT]}" 2>/dev/null)}")
          if [[ -n ${found[1]} ]]; then
            compadd -- "${found[@]}"
          else
            _files
          fi
        }
        if [ "$funcstack[1]" = "_PROGRAM" ]; then _PROGRAM "$@"; else compdef _PROGRAM PROGRAM; fi

        """;

    private const string Fish = """
        # fish completion of PROGRAM; use it with: PROGRAM gen-completion fish | source
        function __PROGRAM_complete
          set -l words (commandline -opc)
          $words[1] WORD (string join ' ' -- $words (commandline -ct)) 2>/dev/null
        end
        complete -c PROGRAM -f -a '(__PROGRAM_complete)'

        """;
}
