using Infra.NixHost.Hosts.Libvirt;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Settings;

/// <summary>How a running guest takes a change of a setting.</summary>
/// <param name="Reason">Why no restart is needed, for the preview.</param>
/// <param name="Doing">What is under way, for the screen.</param>
/// <param name="ApplyAsync">Applies the value; it is also the undo, with the former value.</param>
internal sealed record LiveSetting(
    string Reason,
    string Doing,
    Func<ILiveDomains, Guid, PropertyValue?, CancellationToken, Task> ApplyAsync
);
