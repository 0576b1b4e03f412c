using System.Collections.Immutable;
using Infra.Cli.Display;
using Infra.Cli.Display.Diffs;
using Infra.Cli.Terminals;
using Infra.Engine.State;

namespace Infra.Cli.Commands.Imports;

/// <summary>Shows what to add to the program after an import: the code, or the inputs where there is none.</summary>
internal sealed class ImportOutcomeText(DisplayOptions options, string program)
{
    private const int Indent = 4;

    /// <param name="code">The statements that declare them; <c>null</c> where none are written.</param>
    public IEnumerable<StyledLine> Lines(ImmutableArray<ResourceState> imported, string? code)
    {
        if (imported.IsEmpty)
        {
            yield break;
        }

        yield return new(
            $"Add the imported resources to the program with {(code is null ? "these inputs" : "this code")}. The next up deletes imported resources that are not in the program:"
        );
        foreach (var line in code is null ? Inputs(imported) : Code(code))
        {
            yield return line;
        }

        if (imported.Any(state => state.Protect))
        {
            yield return new(
                code is null
                    ? $"The resources are protected. Set the option Protect in the program, or use '{program} state unprotect'."
                    : $"The resources are protected, in the code too. Leave that out after '{program} state unprotect'.",
                Tone.Dim
            );
        }
    }

    private static IEnumerable<StyledLine> Code(string code) =>
        code.Split('\n').Select(line => new StyledLine($"  {line}".TrimEnd()));

    private IEnumerable<StyledLine> Inputs(ImmutableArray<ResourceState> imported)
    {
        foreach (var state in imported)
        {
            yield return new StyledLine("  ")
                .Add($"{state.Type} {state.Urn.Name}", Tone.Create)
                .Add($" [id={state.Id}]", Tone.Dim);
            foreach (var line in new ObjectDiffText(options).Values(state.Inputs, Indent))
            {
                yield return line;
            }
        }
    }
}
