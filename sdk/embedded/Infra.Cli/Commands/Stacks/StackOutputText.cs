using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.State;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Cli.Commands.Stacks;

/// <summary>The outputs of a stored stack.</summary>
internal sealed class StackOutputText(StoredStack stack, bool showSecrets)
{
    /// <summary>The outputs; empty for a stack that was never updated.</summary>
    public PropertyMap Values { get; } =
        stack
            .Snapshot.Resources.FirstOrDefault(
                static (ResourceState r) => r.Type == Urn.RootStackType && !r.Delete
            )
            ?.Outputs
        ?? PropertyMap.Empty;

    /// <summary>A table of all outputs.</summary>
    public IEnumerable<StyledLine> Lines()
    {
        yield return new($"Current stack outputs ({Values.Count}):");
        if (Values.Count == 0)
        {
            yield return new("    No output values currently in this stack");
            yield break;
        }

        var width = Math.Max("OUTPUT".Length, Values.Keys.Max(k => k.Length)) + 2;
        yield return new StyledLine("    ")
            .Add("OUTPUT".PadRight(width), Tone.Strong)
            .Add("VALUE", Tone.Strong);
        foreach (var (name, value) in Values)
        {
            yield return new($"    {name.PadRight(width)}{Text(value)}");
        }
    }

    /// <summary>Formats one value: a string unquoted, everything else as JSON.</summary>
    public string Text(PropertyValue value) =>
        value switch
        {
            PropertyValue.String text => text.Value,
            PropertyValue.Secret secret when showSecrets => Text(secret.Element),
            PropertyValue.Secret => PropertyJson.HiddenSecret,
            _ => PropertyJson.Render(value, showSecrets),
        };
}
