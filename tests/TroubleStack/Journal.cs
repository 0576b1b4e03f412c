using Infra.NixHost;
using Pulumi;

namespace TroubleStack;

/// <summary>Makes networks whose hooks write into a file what they are called for.</summary>
internal sealed class Journal
{
    private static readonly Lock Gate = new();
    private readonly string _file;
    private readonly ResourceHookBinding _hooks;

    public Journal(string file, string? trouble)
    {
        _file = file;
        var before = new ResourceHook(
            "before",
            (args, _) =>
                trouble == "hook" && args.Name == "second"
                    ? throw new InvalidOperationException("trouble in hook")
                    : Note("before", args)
        );
        var after = new ResourceHook("after", (args, _) => Note("after", args));
        var gone = new ResourceHook("gone", (args, _) => Note("gone", args));
        _hooks = new()
        {
            BeforeCreate = { before },
            AfterCreate = { after },
            AfterDelete = { gone },
        };
    }

    public BridgeNetwork Network(string name) =>
        new(name, new() { Bridge = "nixhost0", RequireUplink = false }, new() { Hooks = _hooks });

    private Task Note(string what, ResourceHookArgs args)
    {
        lock (Gate)
        {
            File.AppendAllText(
                _file,
                $"{what} {args.Name} {args.NewInputs?["networkName"] ?? "-"} {args.NewOutputs?["networkName"] ?? "-"}\n"
            );
        }

        return Task.CompletedTask;
    }
}
