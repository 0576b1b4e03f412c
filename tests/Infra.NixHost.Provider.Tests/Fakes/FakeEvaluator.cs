using Infra.NixHost.Host;
using Infra.NixHost.Host.Nix;

namespace Infra.NixHost.Provider.Tests.Fakes;

/// <summary>Evaluates a source to an image or a system that depends on the text of its file.</summary>
internal sealed class FakeEvaluator(CallLog calls, FakeStore store) : INixEvaluator
{
    public HostException? Failure { get; set; }
    public string Warnings { get; set; } = "";
    public string? FileName { get; set; } = "nixos.qcow2";
    public long ImageSize { get; set; } = 64L * 1024 * 1024;
    public string SwitchInhibitors { get; set; } = "";
    public List<NixImageExpression> Seen { get; } = [];
    public List<NixSystemExpression> SeenSystems { get; } = [];

    public Task<NixEvaluation> EvaluateAsync(
        NixImageExpression expression,
        bool write,
        CancellationToken cancellationToken
    )
    {
        Seen.Add(expression);
        return EvaluateAsync((expression.Source, expression.Attribute), ("image", FileName), write);
    }

    public Task<NixEvaluation> EvaluateSystemAsync(
        NixSystemExpression expression,
        bool write,
        CancellationToken cancellationToken
    )
    {
        SeenSystems.Add(expression);
        return EvaluateAsync(
            (Path.Combine(expression.Source, expression.Entry), expression.Identity),
            ("system", null),
            write
        );
    }

    private Task<NixEvaluation> EvaluateAsync(
        (string Path, string Salt) source,
        (string Name, string? File) made,
        bool write
    )
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        var text = File.Exists(source.Path) ? File.ReadAllText(source.Path) : source.Path;
        var digest =
            $"{(uint)string.GetHashCode(text + source.Salt, StringComparison.Ordinal):x8}".PadLeft(
                32,
                '0'
            );
        var output = $"/nix/store/{digest}-{made.Name}";
        var derivation = output + ".drv";
        if (write)
        {
            calls.Write($"instantiate {derivation}");
            store.Valid[derivation] = 0;
            store.Derivations[derivation] = (output, "nixos.qcow2", ImageSize);
        }
        else
        {
            calls.Read($"evaluate {source.Path}");
        }

        return Task.FromResult(
            new NixEvaluation(derivation, output, made.Name, made.File)
            {
                SwitchInhibitors = SwitchInhibitors,
                Warnings = Warnings,
            }
        );
    }
}
