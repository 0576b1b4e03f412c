using System.Collections.Immutable;
using System.Text.Json;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>Evaluates images and systems with the Nix commands.</summary>
/// <param name="tools">The commands.</param>
/// <param name="directory">The directory of <c>image.nix</c> and <c>system.nix</c>, which turn a source into a derivation.</param>
internal sealed class NixEvaluator(NixTools tools, string directory) : INixEvaluator, IDisposable
{
    private readonly string _imageNix = Path.Combine(directory, "image.nix");
    private readonly string _systemNix = Path.Combine(directory, "system.nix");
    private readonly EvaluationMemo _memo = new();
    private readonly NixVersion _version = new(tools);
    private readonly NixpkgsCopies _nixpkgs = new(tools);

    /// <inheritdoc/>
    public async Task<NixEvaluation> EvaluateAsync(
        NixImageExpression expression,
        bool write,
        CancellationToken cancellationToken
    )
    {
        var located = EvaluationSource.Locate(expression);
        if (expression.Kind == NixImageKind.Flake)
        {
            await _version.RequireAsync(new(2, 4), "flakes", cancellationToken);
        }

        // An expression without a nixpkgs may need none.
        if (located.Nixpkgs is not null || located.Kind == NixImageKind.Configuration)
        {
            located = located with
            {
                Nixpkgs = await _nixpkgs.LocateAsync(located.Nixpkgs, write, cancellationToken),
            };
        }

        return await RememberAsync(
            (located.Source, ""),
            mode => ImageArguments.Instantiate(located, _imageNix, mode),
            write,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<NixEvaluation> EvaluateSystemAsync(
        NixSystemExpression expression,
        bool write,
        CancellationToken cancellationToken
    )
    {
        EvaluationSource.Require(expression);
        var located = expression with
        {
            Nixpkgs = await _nixpkgs.LocateAsync(expression.Nixpkgs, write, cancellationToken),
        };
        return await RememberAsync(
            (expression.Source, expression.Entry),
            mode => SystemArguments.Instantiate(located, _systemNix, mode),
            write,
            cancellationToken
        );
    }

    public void Dispose()
    {
        _memo.Dispose();
        _nixpkgs.Dispose();
    }

    /// <summary>The result depends on the command line only, apart from its mode.</summary>
    private Task<NixEvaluation> RememberAsync(
        (string Path, string Entry) source,
        Func<bool, ImmutableArray<string>> argumentsFor,
        bool write,
        CancellationToken cancellationToken
    ) =>
        _memo.GetAsync(
            string.Join('\0', argumentsFor(false)),
            write,
            () => InstantiateAsync(source, argumentsFor, write, cancellationToken),
            cancellationToken
        );

    /// <summary>Evaluates read-only when possible. An expression that imports from a derivation has to write it.</summary>
    private async Task<NixEvaluation> InstantiateAsync(
        (string Path, string Entry) source,
        Func<bool, ImmutableArray<string>> argumentsFor,
        bool write,
        CancellationToken cancellationToken
    )
    {
        var (result, errors) = await tools.EvaluateAsync(
            Tool.NixInstantiate,
            argumentsFor(write),
            cancellationToken
        );
        if (result.ExitCode == 0)
        {
            return Parse(result.Output) with { Warnings = EvaluationWarnings.Find(errors) };
        }

        return write || !EvaluationErrors.NeedsWriteMode(errors)
            ? throw EvaluationErrors.Failure(source.Path, errors, source.Entry)
            : await InstantiateAsync(source, argumentsFor, write: true, cancellationToken);
    }

    private static NixEvaluation Parse(string output)
    {
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        return new(
            Text("drv"),
            Text("out") ?? throw new JsonException("Nix printed no output path."),
            Text("name") ?? "",
            Text("file")
        )
        {
            SwitchInhibitors = root.TryGetProperty("inhibitors", out var inhibitors)
                ? inhibitors.GetRawText()
                : "",
        };

        string? Text(string name) =>
            root.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
