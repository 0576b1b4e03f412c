namespace Infra.NixHost.Hosts.Nix;

/// <summary>Turns expressions into derivations. It builds nothing.</summary>
public interface INixEvaluator
{
    /// <summary>
    /// Evaluates an image expression. With <paramref name="write"/> the <c>.drv</c> files and sources are written to the store. Results are
    /// remembered for the life of the process. At most two evaluations run at a time.
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
