using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;
using Infra.Protocol;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Refuses inputs that an engine sends without a Check: handlers rely on their names and types.</summary>
internal static class CheckedInputs
{
    /// <exception cref="InfraException">No Check has passed the inputs, or an operation got a value that only a preview may have.</exception>
    public static void Require(IResourceHandler handler, ChangeCall call)
    {
        var failures = new CheckFailures();
        new InputCheck(failures).Check(handler.Definition.Inputs, call.News);
        if (!failures.AreNone)
        {
            throw NeverChecked(call, failures);
        }

        if (
            !call.IsPreview
            && call.News.FirstOrDefault(p => PropertyContent.HasUnknown(p.Value)).Key is { } unknown
        )
        {
            throw Unknown(unknown, call.Identity);
        }
    }

    /// <summary>The failure of an operation that got a value that only a preview may have.</summary>
    public static InfraException Unknown(string input, ResourceIdentity identity) =>
        new(
            $"The input {input} of {identity.Urn} is not known yet, and only a preview may have such a value. Use an engine that waits for the outputs that inputs come from."
        );

    /// <summary>The failure of inputs that Check would have refused.</summary>
    public static InfraException NeverChecked(ChangeCall call, CheckFailures failures)
    {
        var (path, reason) = failures.Found.First();
        return new(
            $"The inputs of {call.Identity.Urn} were never checked: {path} {reason}. Use an engine that calls Check before it creates or updates."
        );
    }
}
