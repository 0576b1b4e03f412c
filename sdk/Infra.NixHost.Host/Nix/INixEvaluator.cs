namespace Infra.NixHost.Host.Nix;

/// <summary>Turns expressions into derivations without building anything.</summary>
public interface INixEvaluator
{
    /// <summary>
    /// Evaluates an image expression. Read-only unless <paramref name="write"/>: then the <c>.drv</c> files and sources are in the store
    /// afterwards. Memoised for the life of the process by expression and arguments; at most two run at a time.
    /// </summary>
    /// <exception cref="HostException">Nix rejected the expression (its own message with file and line), or took too long.</exception>
    Task<NixEvaluation> EvaluateAsync(
        NixImageExpression expression,
        bool write,
        CancellationToken cancellationToken
    );

    /// <summary>Evaluates a NixOS system, under the same rules.</summary>
    /// <exception cref="HostException">Nix rejected the configuration (its own message with file and line), or took too long.</exception>
    Task<NixEvaluation> EvaluateSystemAsync(
        NixSystemExpression expression,
        bool write,
        CancellationToken cancellationToken
    );
}
