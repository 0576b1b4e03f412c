using System.Collections.Immutable;
using Infra.Cli.Display;
using Infra.Cli.Display.Diffs;
using Infra.Cli.Terminals;
using Infra.Engine.State;

namespace Infra.Cli.Commands.Imports;

/// <summary>What to do after an import: no code is written here, so the inputs are shown that the program has to give.</summary>
internal sealed class ImportOutcomeText(DisplayOptions options, string program)
{
    private const int Indent = 4;

    public IEnumerable<StyledLine> Lines(ImmutableArray<ResourceState> imported)
    {
        if (imported.IsEmpty)
        {
            yield break;
        }

        yield return new(
            "Add to the program what was imported, with these inputs; a resource that is missing there is deleted by the next up:"
        );
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

        if (imported.Any(state => state.Protect))
        {
            yield return new(
                $"They are protected: set the option Protect in the program, too, or use '{program} state unprotect'.",
                Tone.Dim
            );
        }
    }
}
