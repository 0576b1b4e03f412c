using Infra.NixHost.Host;
using Infra.NixHost.Host.Nix;

namespace Infra.NixHost.Provider.Tests.Fakes;

/// <summary>Evaluates a source to an image that depends on the text of its file.</summary>
internal sealed class FakeEvaluator(CallLog calls, FakeStore store) : INixEvaluator
{
    public HostException? Failure { get; set; }
    public string? FileName { get; set; } = "nixos.qcow2";
    public long ImageSize { get; set; } = 64L * 1024 * 1024;
    public List<NixImageExpression> Seen { get; } = [];

    public Task<NixEvaluation> EvaluateAsync(
        NixImageExpression expression,
        bool write,
        CancellationToken cancellationToken
    )
    {
        Seen.Add(expression);
        if (Failure is not null)
            throw Failure;
        var text = File.Exists(expression.Source)
            ? File.ReadAllText(expression.Source)
            : expression.Source;
        var digest =
            $"{(uint)string.GetHashCode(text + expression.Attribute, StringComparison.Ordinal):x8}".PadLeft(
                32,
                '0'
            );
        var (derivation, output) = ($"/nix/store/{digest}-image.drv", $"/nix/store/{digest}-image");
        if (write)
        {
            calls.Write($"instantiate {derivation}");
            store.Valid[derivation] = 0;
            store.Derivations[derivation] = (output, "nixos.qcow2", ImageSize);
        }
        else
        {
            calls.Read($"evaluate {expression.Source}");
        }

        return Task.FromResult(new NixEvaluation(derivation, output, "image", FileName));
    }
}
