using System.Collections.Immutable;
using Infra.Cli.Display;
using Infra.Cli.Display.Diffs;
using Infra.Cli.Terminals;
using Infra.Engine.State;

namespace Infra.Cli.Commands.Imports;

/// <summary>Shows the inputs to add to the program after an import, because no code is generated.</summary>
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
            "Add the imported resources to the program with these inputs. The next up deletes imported resources that are not in the program:"
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
                $"The resources are protected. Set the option Protect in the program, or use '{program} state unprotect'.",
                Tone.Dim
            );
        }
    }
}
