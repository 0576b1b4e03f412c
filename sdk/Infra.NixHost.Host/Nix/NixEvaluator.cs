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
    public Task<NixEvaluation> EvaluateAsync(
        NixImageExpression expression,
        bool write,
        CancellationToken cancellationToken
    )
    {
        var located = EvaluationSource.Locate(expression);
        // The command line without the mode is exactly what the result depends on.
        var key =
            expression.Kind == NixImageKind.Flake
                ? string.Join('\0', ImageArguments.Flake(located).Prepend("flake"))
                : string.Join('\0', ImageArguments.Instantiate(located, _imageNix, write: false));
        return _memo.GetAsync(
            key,
            write,
            () => RunAsync(located, write, cancellationToken),
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
        return _memo.GetAsync(
            string.Join('\0', SystemArguments.Instantiate(expression, _systemNix, write: false)),
            write,
            () =>
                InstantiateAsync(
                    expression.Source,
                    mode => SystemArguments.Instantiate(expression, _systemNix, mode),
                    write,
                    cancellationToken
                ),
            cancellationToken
        );
    }

    public void Dispose() => _memo.Dispose();

    private async Task<NixEvaluation> RunAsync(
        NixImageExpression expression,
        bool write,
        CancellationToken cancellationToken
    )
    {
        if (expression.Kind != NixImageKind.Flake)
            return await InstantiateAsync(
                expression.Source,
                mode => ImageArguments.Instantiate(expression, _imageNix, mode),
                write,
                cancellationToken
            );
        await _version.RequireAsync(new(2, 4), "flakes", cancellationToken);
        var (result, errors) = await tools.EvaluateAsync(
            Tool.NixCommand,
            ImageArguments.Flake(expression),
            cancellationToken
        );
        return result.ExitCode == 0
            ? Parse(result.Output)
            : throw EvaluationErrors.Failure(expression.Source, errors);
    }

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
