using System.Security.Cryptography;
using System.Text;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Testing.InMemory;

/// <summary>Evaluates a source to an image or a system that depends on the text of its file.</summary>
internal sealed class FakeEvaluator(CallLog calls, FakeStore store) : INixEvaluator
{
    public HostException? Failure { get; set; }

    /// <summary>Whether there is a Nix that could evaluate.</summary>
    public bool HasNix { get; set; } = true;

    /// <summary>What Nix writes to its standard error, if it fails.</summary>
    public string? Errors { get; set; }

    /// <summary>Whether sources have to be there, as for Nix; otherwise their names are enough.</summary>
    public bool ReadsSources { get; set; }
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
        if (ReadsSources)
        {
            expression = EvaluationSource.Locate(expression);
        }

        return EvaluateAsync(
            (expression.Source, "", expression.Attribute),
            ("image", FileName),
            write
        );
    }

    public Task<NixEvaluation> EvaluateSystemAsync(
        NixSystemExpression expression,
        bool write,
        CancellationToken cancellationToken
    )
    {
        SeenSystems.Add(expression);
        if (ReadsSources)
        {
            EvaluationSource.Require(expression);
        }

        return EvaluateAsync(
            (expression.Source, expression.Entry, expression.Identity),
            ("system", null),
            write
        );
    }

    private Task<NixEvaluation> EvaluateAsync(
        (string Path, string Entry, string Salt) source,
        (string Name, string? File) made,
        bool write
    )
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        if (!HasNix)
        {
            throw Tool.NixInstantiate.Missing(["/usr/bin", "/bin"]);
        }

        if (Errors is { } errors)
        {
            throw EvaluationErrors.Failure(source.Path, errors.Split('\n'), source.Entry);
        }

        var path = Path.Combine(source.Path, source.Entry);
        var text = File.Exists(path) ? File.ReadAllText(path) : path;
        // The same in every process, as a store path is.
        var digest = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(text + source.Salt))
        )[..32];
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
            calls.Read($"evaluate {path}");
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
