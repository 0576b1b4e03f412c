using System.Text.Json;
using Infra.NixHost.Host.Processes;

namespace Infra.NixHost.Host.Nix;

/// <summary>Evaluates image expressions with the Nix commands.</summary>
/// <param name="tools">The commands.</param>
/// <param name="imageNix">The <c>image.nix</c> that turns a source into an image derivation.</param>
internal sealed class NixEvaluator(NixTools tools, string imageNix) : INixEvaluator, IDisposable
{
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
                : string.Join('\0', ImageArguments.Instantiate(located, imageNix, write: false));
        return _memo.GetAsync(
            key,
            write,
            () => RunAsync(located, write, cancellationToken),
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
        if (expression.Kind == NixImageKind.Flake)
        {
            await _version.RequireAsync(new(2, 4), "flakes", cancellationToken);
            return await RunAsync(
                expression,
                Tool.NixCommand,
                ImageArguments.Flake(expression),
                cancellationToken
            );
        }
        var arguments = ImageArguments.Instantiate(expression, imageNix, write);
        var (result, errors) = await tools.EvaluateAsync(
            Tool.NixInstantiate,
            arguments,
            cancellationToken
        );
        if (result.ExitCode == 0)
            return Parse(result.Output);
        if (write || !EvaluationErrors.NeedsWriteMode(errors))
            throw EvaluationErrors.Failure(expression.Source, errors);
        arguments = ImageArguments.Instantiate(expression, imageNix, write: true);
        return await RunAsync(expression, Tool.NixInstantiate, arguments, cancellationToken);
    }

    private async Task<NixEvaluation> RunAsync(
        NixImageExpression expression,
        Tool tool,
        System.Collections.Immutable.ImmutableArray<string> arguments,
        CancellationToken cancellationToken
    )
    {
        var (result, errors) = await tools.EvaluateAsync(tool, arguments, cancellationToken);
        return result.ExitCode == 0
            ? Parse(result.Output)
            : throw EvaluationErrors.Failure(expression.Source, errors);
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
