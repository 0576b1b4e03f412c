using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.Evaluations;

/// <summary>Shows what a configuration warned of while it was evaluated.</summary>
internal static class EvaluationLog
{
    /// <summary>Warns in preview and update; it does nothing when there is nothing to say.</summary>
    public static Task ShowAsync(
        ProviderSession session,
        CheckCall call,
        NixEvaluation evaluation,
        CancellationToken cancellationToken
    ) =>
        evaluation.Warnings.Length == 0
            ? Task.CompletedTask
            : session.Log.WarnAsync(call.Identity.Urn, evaluation.Warnings, cancellationToken);
}
