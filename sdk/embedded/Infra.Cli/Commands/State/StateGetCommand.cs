using Infra.Cli.Json;
using Infra.Cli.Terminals;
using Infra.Engine.State;
using Infra.Engine.State.Checkpoints;
using Infra.Protocol.Values;

namespace Infra.Cli.Commands.State;

/// <summary><c>state get</c>: shows what is recorded of one resource.</summary>
internal sealed class StateGetCommand : CliCommand
{
    public StateGetCommand(CommandContext context)
        : base(context, "get", "Show what is recorded of one resource")
    {
        var resource = TakeOptionalArgument("resource", "The resource's URN, or its name");
        TakeStack();
        var json = TakeJson();
        var showSecrets = Take<bool>("--show-secrets", "Show secrets in plaintext");
        Prints(async parsed =>
        {
            var stored = await Access.LoadAsync(await RequireStackAsync(parsed));
            var given = parsed.GetValue(resource);
            ResourceState[] named = [.. stored.Snapshot.Resources.Where(r => r.Urn.Name == given)];
            var state = await new ResourceChoice(context, stored.Snapshot).RequireAsync(
                named is [var only] ? only.Urn.Value : given,
                "state get"
            );
            if (json(parsed))
            {
                context.Terminal.RawOut.WriteLine(
                    JsonText.Write(
                        JsonLayout.Pretty,
                        writer => ShownState.Write(writer, state, parsed.GetValue(showSecrets))
                    )
                );
                return;
            }

            Write(state, parsed.GetValue(showSecrets));
        });
    }

    private void Write(ResourceState state, bool showSecrets)
    {
        foreach (
            var (name, text) in ((string, string?)[])
                [
                    ("URN", state.Urn.Value),
                    ("ID", state.Id),
                    ("Parent", state.Parent?.Value),
                    ("Provider", state.Provider),
                    ("Inputs", Values(state.Inputs)),
                    ("Outputs", Values(state.Outputs)),
                ]
        )
        {
            if (text is { Length: > 0 })
            {
                Context.Terminal.Out.WriteLine(new StyledLine($"{name}: ", Tone.Dim).Add(text));
            }
        }

        string Values(PropertyMap values) =>
            PropertyJson.Render(new PropertyValue.Object(values), showSecrets, indented: true);
    }
}
