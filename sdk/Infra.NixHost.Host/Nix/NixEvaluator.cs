using System.Collections.Immutable;
using System.Text.Json;
using Infra.NixHost.Host.Processes;

namespace Infra.NixHost.Host.Nix;

/// <summary>Evaluates images and systems with the Nix commands.</summary>
/// <param name="tools">The commands.</param>
/// <param name="directory">Where <c>image.nix</c> and <c>system.nix</c> are, which turn a source into a derivation.</param>
internal sealed class NixEvaluator(NixTools tools, string directory) : INixEvaluator, IDisposable
{
    private readonly string _imageNix = Path.Combine(directory, "image.nix");
    private readonly string _systemNix = Path.Combine(directory, "system.nix");
    private readonly EvaluationMemo _memo = new();
    private readonly NixVersion _version = new(tools);

    /// <inheritdoc/>
    public async Task<NixEvaluation> EvaluateAsync(
        NixImageExpression expression,
        bool write,
        CancellationToken cancellationToken
    )
    {
        var located = EvaluationSource.Locate(expression);
        if (expression.Kind == NixImageKind.Flake)
            await _version.RequireAsync(new(2, 4), "flakes", cancellationToken);
        return await RememberAsync(
            located.Source,
            mode => ImageArguments.Instantiate(located, _imageNix, mode),
            write,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public Task<NixEvaluation> EvaluateSystemAsync(
        NixSystemExpression expression,
        bool write,
        CancellationToken cancellationToken
    )
    {
        EvaluationSource.Require(expression);
        return RememberAsync(
            expression.Source,
            mode => SystemArguments.Instantiate(expression, _systemNix, mode),
            write,
            cancellationToken
        );
    }

    public void Dispose() => _memo.Dispose();

    /// <summary>The command line without the mode is exactly what the result depends on.</summary>
    private Task<NixEvaluation> RememberAsync(
        string source,
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

    /// <summary>Read-only where that is wanted and possible: what imports from a derivation has to write it.</summary>
    private async Task<NixEvaluation> InstantiateAsync(
        string source,
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
            return Parse(result.Output);
        return write || !EvaluationErrors.NeedsWriteMode(errors)
            ? throw EvaluationErrors.Failure(source, errors)
            : await InstantiateAsync(source, argumentsFor, write: true, cancellationToken);
    }

    private static NixEvaluation Parse(string output)
    {
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        return new(Text("drv"), Text("out")!, Text("name") ?? "", Text("file"));

        string? Text(string name) =>
            root.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
