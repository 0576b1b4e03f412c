namespace Infra.NixHost;

/// <summary>What a <c>SelfConfiguringGuest</c> gives its parts where the user gives nothing. The C# class and the provider share it.</summary>
internal static class ComponentDefaults
{
    /// <summary>The SSH directory of the host.</summary>
    public const string SshDirectory = "/root/.ssh";

    /// <summary>The time limit of the wait for the guest's configuration.</summary>
    public static string WaitTimeout(bool isBuiltOnHost) => isBuiltOnHost ? "15m" : "2h";
}
